package secret

import (
	"strings"
	"testing"
)

func TestWhatLooksLikeACredentialIsFound(t *testing.T) {
	hex40 := strings.Repeat("0a1b", 10)
	for name, text := range map[string]string{
		"a client secret alone":         hex40,
		"a client secret in a sentence": "my secret is " + strings.ToUpper(hex40) + ", please help",
		"a JSON web token":              "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
		"a bearer header":               "Authorization: Bearer abcdefghijklmnop",
		"a form body":                   "grant_type=x client_secret=abcdef123456",
		"a password in a note":          "password: correcthorsebattery",
		"a redirect with a code":        "https://app.example/back?code=4f2c81d09be7&state=1",
		"a private key":                 "-----BEGIN RSA " + "PRIVATE KEY-----\nMII",
		"a long random word":            "Zx9Kq2Lm8Pw4Rt6Yv1Bn3Cd5Fg7Hj0As",
	} {
		t.Run(name, func(t *testing.T) {
			if !In(text) {
				t.Errorf("%q was not found", text)
			}
		})
	}
}

func TestOrdinaryTextIsLeftAlone(t *testing.T) {
	for name, text := range map[string]string{
		"a client id":             "4f2c81d09be76a53e1c4",
		"a vault path":            "Vault, payments/spaces/production",
		"a redirect address":      "https://portico.acme.example/proof/q7m2-kx4d-91ft",
		"a SHA-256":               strings.Repeat("ab12", 16),
		"a UUID":                  "0190b7a4-8f3e-7c11-9d52-2f6a1c9be001",
		"a sentence about secret": "Put the client secret in the team vault. The secret is not kept here.",
		"a long file name":        "avaya-spaces-javascript-sdk-with-samples-2.0.28.zip",
		"nothing":                 "",
	} {
		t.Run(name, func(t *testing.T) {
			if In(text) {
				t.Errorf("%q was taken for a credential", text)
			}
		})
	}
}
