package layout

import (
	"fmt"

	"portico/views/components"
)

// documentTitle puts the product's name behind the page's.
func documentTitle(title string) string {
	if title == "" {
		return "Portico"
	}
	return title + " · Portico"
}

func (p Person) initials() string {
	if p.Initials != "" {
		return p.Initials
	}
	return components.Initials(p.Name)
}

// accountLabel begins with what is seen on the button, so that someone who speaks
// to their computer can name it.
func (p Person) accountLabel() string {
	return p.initials() + ", account of " + p.Name
}

func (i Inbox) label() string {
	if i.Unread == 0 {
		return "Inbox"
	}
	return fmt.Sprintf("Inbox, %d unread", i.Unread)
}

func (i Inbox) count() string {
	if i.Unread > 99 {
		return "99+"
	}
	return fmt.Sprint(i.Unread)
}

// icon is the shape of a message.
func (f Flash) icon() string {
	switch f.Kind {
	case "problem":
		return "problem"
	case "attention":
		return "waiting"
	case "accent":
		return "help"
	}
	return "done"
}

// shafts are the columns of the drawing; the one at door is drawn by its facade.
const (
	shafts     = 8
	door       = 2
	shaftStart = 85
	shaftStep  = 112
)

// shaftPath draws the column whose left edge is x: a capital, a shaft, a base.
func shaftPath(x int) string {
	return fmt.Sprintf("M%d 186h62v9h-62Zm7 15h48v404h-48Zm-7 410h62v9h-62Z", x)
}

// flutePath draws the three grooves of that column.
func flutePath(x int) string {
	return fmt.Sprintf("M%d 209v388m12-388v388m12-388v388", x+19)
}

// shaftXs are the left edges of all columns, from left to right.
func shaftXs() []int {
	xs := make([]int, shafts)
	for i := range xs {
		xs[i] = shaftStart + i*shaftStep
	}
	return xs
}

func (f Facade) orOpen() Facade {
	if f == "" {
		return FacadeOpen
	}
	return f
}
