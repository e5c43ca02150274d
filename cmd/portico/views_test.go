package main

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryFolderOfViewsHasSamples(t *testing.T) {
	folders, err := filepath.Glob("../../views/*/doc.go")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no folders of views: %v", err)
	}
	for _, doc := range folders {
		folder := filepath.Base(filepath.Dir(doc))
		if folder == "layout" || folder == "components" {
			continue // parts of pages: the gallery shows them
		}
		found := false
		for _, sample := range samples() {
			found = found || strings.HasPrefix(sample.Path, folder+"/")
		}
		if !found {
			t.Errorf("nothing of views/%s is among the samples", folder)
		}
	}
}

func TestSamplePathsAreUniqueAndListed(t *testing.T) {
	handler := viewsHandler(samples())
	list := httptest.NewRecorder()
	handler.ServeHTTP(list, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil))
	seen := map[string]bool{}
	for _, sample := range samples() {
		if seen[sample.Path] {
			t.Errorf("two samples are at %s", sample.Path)
		}
		seen[sample.Path] = true
		if !strings.Contains(list.Body.String(), `href="`+viewsPrefix+sample.Path+`"`) {
			t.Errorf("the list does not name %s", sample.Path)
		}
	}
}
