package handlers

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"portico/internal/privacy"
	"portico/views/components"
	view "portico/views/settings"
)

// dataShown is how many rows of each table the page shows; the file has all.
const dataShown = 5

// meDataShow is the page with what is held about oneself.
func (s *Server) meDataShow(c *call) error {
	m := view.Data{Frame: c.frame("What Portico holds about you")}
	m.Frame.Width = "reading"
	err := s.Privacy.OwnData(c.ctx(), c.actor, privacy.Own{
		Most: dataShown,
		Begin: func(section privacy.Section) error {
			if section.Rows == 0 {
				m.Empty = append(m.Empty, section.Title)
				return nil
			}
			one := view.Section{ID: "of-" + strings.ReplaceAll(section.Table, "_", "-"), Title: section.Title, Tally: strconv.Itoa(section.Rows)}
			if section.Rows > dataShown {
				one.More = fmt.Sprintf("%d are shown, the file has all", dataShown)
			}
			m.Sections = append(m.Sections, one)
			return nil
		},
		Row: func(row json.RawMessage) error {
			facts, err := s.dataFacts(c, row)
			last := &m.Sections[len(m.Sections)-1]
			last.Rows = append(last.Rows, facts)
			return err
		},
	})
	if err != nil {
		return err
	}
	return c.render(http.StatusOK, view.DataView(m))
}

// dataFacts reads one row as names and values, without what is empty.
func (s *Server) dataFacts(c *call, row json.RawMessage) ([]components.Fact, error) {
	var values map[string]any
	if err := json.Unmarshal(row, &values); err != nil {
		return nil, err
	}
	var facts []components.Fact
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := fmt.Sprint(values[name])
		// Every row names the reader: that is why it is here.
		if values[name] == nil || value == "" || value == c.actor.ID {
			continue
		}
		label := strings.ReplaceAll(name, "_", " ")
		fact := components.Fact{Name: strings.ToUpper(label[:1]) + label[1:], Value: value, Mono: uuid.Validate(value) == nil}
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			fact.Value = components.Moment(at, s.Now(), c.location()).Shown
		}
		facts = append(facts, fact)
	}
	return facts, nil
}

// meDataFile streams everything that is held about oneself as one JSON file. It changes nothing and so leaves no event, as no
// GET does: the trail would otherwise hold, about people, that they looked at what it holds.
func (s *Server) meDataFile(c *call) error {
	out := bufio.NewWriterSize(c.Response(), 32<<10)
	begun, rows := false, 0
	err := s.Privacy.OwnData(c.ctx(), c.actor, privacy.Own{
		Begin: func(section privacy.Section) error {
			before := "\n],\n"
			if !begun {
				begun = true
				h := c.Response().Header()
				h.Set("Content-Type", "application/json; charset=utf-8")
				h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "portico-about-me-"+s.Now().In(c.location()).Format(time.DateOnly)+".json"))
				c.Response().WriteHeader(http.StatusOK)
				before = "{\n"
			}
			rows = 0
			_, err := fmt.Fprintf(out, "%s%q: [", before, section.Table)
			return err
		},
		Row: func(row json.RawMessage) error {
			comma := ",\n"
			if rows == 0 {
				comma = "\n"
			}
			rows++
			_, err := fmt.Fprintf(out, "%s%s", comma, row)
			return err
		},
	})
	if err != nil {
		return err
	}
	if _, err := out.WriteString("\n]\n}\n"); err != nil {
		return err
	}
	return out.Flush()
}
