"""The formats that articles come in: one module each, found by being here."""
