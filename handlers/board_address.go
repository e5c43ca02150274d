package handlers

import (
	"net/url"

	"portico/internal/board"
)

// The parts of a board's query, in one place: all of what narrows and turns it lives in the address.
const (
	boardStatus, boardStep, boardQuery, boardGroup = "status", "step", "q", "group"
	boardLook, boardDensity                        = "view", "density"
	boardMember, boardSupply                       = "member", "supply"
)

// boardAddress is where a board is, and how it is looked at.
type boardAddress struct {
	slug  string
	query url.Values
}

// newBoardAddress keeps of the request's query what is known and not empty.
func newBoardAddress(c *call, slug string, f board.Filter) boardAddress {
	q := url.Values{}
	put := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	put(boardStatus, string(f.Status))
	put(boardStep, f.Step)
	put(boardQuery, f.Query)
	put(boardGroup, string(f.Group))
	if c.query(boardLook) == "list" {
		q.Set(boardLook, "list")
	}
	if c.query(boardDensity) == "compact" {
		q.Set(boardDensity, "compact")
	}
	return boardAddress{slug: slug, query: q}
}

func (a boardAddress) is(name, value string) bool { return a.query.Get(name) == value }

func (a boardAddress) path() string { return "/teams/" + url.PathEscape(a.slug) }

// with is the same board with one part of the query set, or taken away when value is empty.
func (a boardAddress) with(name, value string) string {
	q := url.Values{}
	for k, v := range a.query {
		q[k] = v
	}
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	return a.to(a.path(), q)
}

// only is the whole board narrowed by nothing but the given pairs of name and value.
func (a boardAddress) only(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	for _, keep := range []string{boardLook, boardDensity} {
		if v := a.query.Get(keep); v != "" {
			q.Set(keep, v)
		}
	}
	return a.to(a.path(), q)
}

// csv is the file of exactly what is shown.
func (a boardAddress) csv() string {
	q := url.Values{}
	for _, keep := range []string{boardStatus, boardStep, boardQuery, boardGroup} {
		if v := a.query.Get(keep); v != "" {
			q.Set(keep, v)
		}
	}
	return a.to(a.path()+"/board.csv", q)
}

func (boardAddress) to(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// member is the page of one developer, and step a place on it.
func (a boardAddress) member(id string) string { return a.path() + "/members/" + id }

func (a boardAddress) step(memberID, key string) string { return a.member(memberID) + "#step-" + key }
