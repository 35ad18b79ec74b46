"""Views: from an address and a person to a page. Access is checked where the object is fetched, in services.akses."""
