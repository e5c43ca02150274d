package components

// ButtonModel is a button or a link that looks like one.
type ButtonModel struct {
	Text string
	// Label is the full name for screen readers where Text alone says too little
	// ("Copy the redirect URI"). It must begin with or hold Text.
	Label string
	// Kind is "primary", "leave" (goes to the vendor), "quiet", "danger" or "" (plain).
	Kind string
	// Size is "small", "large" or "".
	Size string
	// Icon stands before the text, IconAfter behind it; names of the sprite.
	Icon      string
	IconAfter string
	// Square shows the icon alone; Label then names the button.
	Square bool
	Wide   bool

	// URL is where a LinkButton leads.
	URL string
	// Name and Value are sent with the form when this button sends it.
	Name  string
	Value string
	// FormAction sends the form elsewhere than its own action.
	FormAction string
	// Form is the id of a form this button belongs to without standing in it.
	Form string
	// SkipChecks sends the form without the browser's own checks ("Save draft").
	SkipChecks bool

	// WhyNot is why the button cannot be used now, in words. It is shown beside it
	// and tied to it; the button stays reachable with the keyboard and does nothing.
	WhyNot string
	// ID is needed only with WhyNot, to tie the reason to the button.
	ID string
}

// PostModel is one button that changes something: a form with nothing but hidden values.
type PostModel struct {
	Action string
	// Hidden values, sent in this order.
	Hidden []Hidden
	// Once is the key that makes sending twice count once; empty sends none.
	Once   string
	Button ButtonModel
}

// Hidden is a value sent with a form and not shown.
type Hidden struct {
	Name  string
	Value string
}

func (b ButtonModel) iconAfter() string {
	if b.IconAfter == "" && b.Kind == "leave" {
		return "external"
	}
	return b.IconAfter
}

func (b ButtonModel) whyID() string {
	return b.ID + "-why"
}
