"""Stories of the web app in a real browser. A package, so that what its tests share (a browser) ends when the last of them has."""
