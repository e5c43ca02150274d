package components

// FileModel is a file of evidence that can be downloaded.
type FileModel struct {
	Name, URL string
	// Line says its size, who added it and when: "340 KiB, added by Helen Okafor on 8 May".
	Line string
	// TakeBack is the way back for whoever added it; nil for everybody else.
	TakeBack *TakeBackModel
}

// TakeBackModel takes something back with a reason, which stays in the trail. It stands folded.
type TakeBackModel struct {
	Action string
	Once   string
	// Label says what is taken back, for screen readers.
	Label string
	// Back is the page to go on from; empty for the one that the action leads to.
	Back   string
	Reason FieldModel
	// Open says that the form came back with an error.
	Open bool
}

// NewTakeBack makes the form; id is unique on its page.
func NewTakeBack(id, action, once, label, back string) *TakeBackModel {
	return &TakeBackModel{
		Action: action, Once: once, Label: label, Back: back,
		Reason: FieldModel{ID: "back-" + id, Name: "reason", Label: "Why?", Hint: "It stays in the trail.", Required: true, MaxLength: 500, Autocomplete: "off"},
	}
}

// FileField is a field for one file of evidence; hint says what is taken.
func FileField(id, hint string) FieldModel {
	return FieldModel{ID: id, Name: "file", Label: "A file that shows it", Type: "file", Hint: hint, Optional: true}
}
