"""The composed server: settings, URLs, middleware, the API of all apps, health, the web app."""
