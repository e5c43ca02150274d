// Package prose turns the texts of editions, which people write in Markdown, into HTML that is safe to put on a page: bold,
// emphasis, code, lists and links to https addresses; nothing else comes through. It imports goldmark and bluemonday alone.
package prose
