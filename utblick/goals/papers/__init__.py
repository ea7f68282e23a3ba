"""The papers that the room of goals makes for the board."""
