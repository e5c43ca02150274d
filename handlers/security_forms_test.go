package handlers

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"
)

// formField is one field that a handler takes.
type formField struct {
	name string
	// secret says that the field may hold what looks like a credential: a password, a token of ours, a fingerprint.
	secret bool
	file   bool
}

// source is what the handlers' own source says: which fields a route takes, wherever in the package they are read.
type source struct {
	functions map[string]*ast.FuncDecl
	structs   map[string]*ast.StructType
	handler   map[string]string
}

// readSource parses the package. Forms are structs with form tags, so a new field is tested from the day it is written.
func readSource(t *testing.T) *source {
	t.Helper()
	files := token.NewFileSet()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	s := &source{map[string]*ast.FuncDecl{}, map[string]*ast.StructType{}, map[string]string{}}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, entry.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		s.read(file)
	}
	return s
}

func (s *source) read(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			s.functions[n.Name.Name] = n
		case *ast.TypeSpec:
			if fields, ok := n.Type.(*ast.StructType); ok {
				s.structs[n.Name.Name] = fields
			}
		case *ast.CompositeLit: // {post, "/apps", access.X, audit.Y, s.appRegister}
			if len(n.Elts) == 5 {
				method, isIdent := n.Elts[0].(*ast.Ident)
				path, isText := n.Elts[1].(*ast.BasicLit)
				handler, isMethod := n.Elts[4].(*ast.SelectorExpr)
				if isIdent && isText && isMethod {
					s.handler[method.Name+" "+strings.Trim(path.Value, `"`)] = handler.Sel.Name
				}
			}
		}
		return true
	})
}

// fields are those of a POST route: of every struct with form tags that its handler, or what it calls, speaks of.
func (s *source) fields(path string) []formField {
	var found []formField
	seen, named := map[string]bool{}, map[string]bool{}
	var walk func(name string)
	take := func(fields *ast.StructType) {
		for _, f := range fields.Fields.List {
			if f.Tag == nil {
				continue
			}
			tag := reflect.StructTag(strings.Trim(f.Tag.Value, "`"))
			if name := tag.Get("form"); name != "" && !named[name] {
				named[name] = true
				_, pointer := f.Type.(*ast.StarExpr)
				found = append(found, formField{name, tag.Get("secret") == "allowed", pointer})
			}
		}
	}
	walk = func(name string) {
		if seen[name] || s.functions[name] == nil {
			return
		}
		seen[name] = true
		ast.Inspect(s.functions[name], func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.StructType:
				take(n)
			case *ast.Ident:
				if fields := s.structs[n.Name]; fields != nil {
					take(fields)
				}
			case *ast.CallExpr:
				switch called := n.Fun.(type) {
				case *ast.SelectorExpr:
					walk(called.Sel.Name)
				case *ast.Ident:
					walk(called.Name)
				}
			}
			return true
		})
	}
	walk(s.handler["post "+path])
	return found
}

func TestTheSourceTellsTheFieldsOfEveryForm(t *testing.T) {
	s := readSource(t)
	for _, r := range (&Server{}).routes() {
		if r.method == post && s.functions[s.handler["post "+r.path]] == nil {
			t.Errorf("%s: its handler was not found", r.path)
		}
	}
	has := func(path, field string) bool {
		for _, f := range s.fields(path) {
			if f.name == field {
				return true
			}
		}
		return false
	}
	for path, field := range map[string]string{
		"/apps": "client_id", "/apps/:id/requests/:request/reject": "reason", "/ledger/grants/:id/end": "reason", "/people/import": "list",
		"/sign-in": "password", "/journey/steps/:key/stuck": "words",
	} {
		if !has(path, field) {
			t.Errorf("%s: the field %s was not found", path, field)
		}
	}
}
