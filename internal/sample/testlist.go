package sample

// testTitles is what a test list is made of; an app takes the first so many.
func testTitles() []string {
	return []string{
		"Sign-in with a company account", "Sign-in is refused for a guest", "The token is refreshed before it ends", "A meeting is opened",
		"A second person joins", "A file is shared", "A message is posted in a space", "A meeting is ended for everybody",
		"The network breaks off and comes back", "A person without the right is told so", "Sign-out ends the token", "Sixty calls in one minute",
		"Names with accents and other scripts", "A reader for blind people reads the page",
	}
}
