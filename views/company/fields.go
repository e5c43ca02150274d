package company

import "portico/views/components"

func (n New) fields() []components.FieldModel {
	return []components.FieldModel{n.nameField(), n.domainField(), n.dayField()}
}

func (n New) nameField() components.FieldModel {
	return components.FieldModel{
		ID: "company-name", Name: "name", Label: "Name of the company", Value: n.Name,
		Hint: "As it stands at Avaya.", Error: n.Errors["name"], Required: true, MaxLength: 200, Autocomplete: "organization",
	}
}

func (n New) domainField() components.FieldModel {
	return components.FieldModel{
		ID: "company-domain", Name: "domain", Label: "Mail domain", Value: n.Domain,
		Hint:  "What stands behind the @ of your work address, for example acme.example.",
		Error: n.Errors["domain"], Required: true, MaxLength: 253, Mono: true, Autocomplete: "off",
	}
}

func (n New) dayField() components.FieldModel {
	return components.FieldModel{
		ID: "company-day", Name: "created_on", Label: "Day it was created at Avaya", Type: "date",
		Value: n.CreatedOn, Error: n.Errors["created_on"], Max: n.Today, Required: true,
	}
}

func (n New) environmentField() components.ChoiceModel {
	return components.ChoiceModel{
		FieldModel: components.FieldModel{
			ID: "company-environment", Name: "environment", Label: "Environment",
			Value: n.Environment, Error: n.Errors["environment"], Required: true,
			Hint: "Staging and production are separate systems: a company is made anew in each.",
		},
		Options: []components.ChoiceOption{{Value: "staging", Label: "Staging"}, {Value: "production", Label: "Production"}},
	}
}

func (n New) summary() components.SummaryModel {
	s := components.Summary(n.fields()...)
	if text := n.Errors["environment"]; text != "" {
		s.Errors = append(s.Errors, components.SummaryError{FieldID: "company-environment", Text: "Environment: " + text})
	}
	if n.Message != "" && len(s.Errors) == 0 {
		s.Errors = append(s.Errors, components.SummaryError{Text: n.Message})
	}
	return s
}

func (r RoleForm) memberField() components.SelectModel {
	return components.SelectModel{FieldModel: components.FieldModel{
		ID: "role-member", Name: "member", Label: "Person",
		Value: r.Member, Error: r.Errors["member"],
	}, Options: r.People}
}

func (r RoleForm) rolesField() components.ChoiceModel {
	return components.ChoiceModel{
		FieldModel: components.FieldModel{ID: "role-role", Name: "role", Label: "Roles", Error: r.Errors["role"]},
		Many:       true,
		Options: []components.ChoiceOption{
			{Value: "admin", Label: "Admin", Checked: r.Admin}, {Value: "employee", Label: "Employee", Checked: r.Employee},
		},
	}
}

func (r RoleForm) sinceField() components.FieldModel {
	return components.FieldModel{
		ID: "role-since", Name: "since", Label: "Since", Type: "date", Value: r.Since,
		Error: r.Errors["since"], Max: r.Today,
	}
}

func (r RoleForm) noteField() components.FieldModel {
	return components.FieldModel{
		ID: "role-note", Name: "note", Label: "How it is known", Value: r.Note,
		Error: r.Errors["note"], Optional: true, MaxLength: 500,
	}
}

func (d DomainForm) field() components.FieldModel {
	return components.FieldModel{
		ID: "add-domain", Name: "domain", Label: "Another mail domain", Value: d.Domain,
		Error: d.Error, MaxLength: 253, Mono: true, Autocomplete: "off", Required: true,
	}
}

func (d DomainForm) excludedField(company string) components.FieldModel {
	return components.FieldModel{
		ID: "add-excluded", Name: "excluded", Label: "A domain below that is not " + company, Value: d.Domain,
		Error: d.Error, MaxLength: 253, Mono: true, Autocomplete: "off", Required: true,
	}
}

func (n New) cancelURL() string {
	if n.Back != "" {
		return n.Back
	}
	return "/companies"
}
