/* Follows a redirect with the note that was asked for. */
const moved = document.querySelector("link[rel=canonical]");
location.replace(moved.href + location.hash);
