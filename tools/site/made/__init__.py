"""The pages that are made from the product: commands, methods, forms, names, indices."""
