package config

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// canary stands for a secret: it is put wherever one could be.
const canary = "c4n4ry"

func TestNoSecretIsAmongTheSettingsThatAreShown(t *testing.T) {
	c := Config{
		DatabaseURL: "postgres://portico:" + canary + "@db.acme.example/portico?sslpassword=" + canary,
		OwnerURL:    "host=db user=owner password=" + canary,
		SMTP:        SMTP{Host: "smtp.acme.example", User: "portico", Password: canary},
		Checkpoint:  Checkpoint{Key: canary, URL: "https://" + canary + "@keeper.example/p?token=" + canary + "#" + canary},
		Vendor:      Vendor{Hosts: []string{"host.example=https://other.example/base"}},
	}
	values := map[string]string{}
	for _, s := range c.Settings() {
		values[s.Name] = s.Value
		if strings.Contains(s.Value, canary) {
			t.Errorf("%s shows %q", s.Name, s.Value)
		}
	}
	for name, want := range map[string]string{
		"DATABASE_URL": "postgres://db.acme.example/portico (the rest is not shown)", "PORTICO_OWNER_URL": notShown, "PORTICO_SMTP_PASSWORD": notShown,
		"PORTICO_SMTP_HOST": "smtp.acme.example", "PORTICO_CHECKPOINT_URL": "https://keeper.example/p (the rest is not shown)",
		"PORTICO_VENDOR_HOSTS": "host.example=https://other.example/base", "PORTICO_CHECKPOINT_KEY": notShown,
	} {
		if values[name] != want {
			t.Errorf("%s is %q, want %q", name, values[name], want)
		}
	}
}

func TestEverySettingIsAmongThoseShown(t *testing.T) {
	names := map[string]bool{}
	for _, s := range (Config{}).Settings() {
		names[s.Name] = true
	}
	var walk func(reflect.Type)
	walk = func(t2 reflect.Type) {
		for i := range t2.NumField() {
			f := t2.Field(i)
			if env := f.Tag.Get("env"); env != "" && !names[env] {
				t.Errorf("%s is not shown", env)
			} else if env == "" && f.Type.Kind() == reflect.Struct {
				walk(f.Type)
			}
		}
	}
	walk(reflect.TypeFor[Config]())
}

func TestAnAmountOfTimeIsShownAsItIsWritten(t *testing.T) {
	for _, s := range (Config{LinksEvery: 15 * time.Minute, SessionLifetime: 12 * time.Hour, SessionIdle: 90 * time.Minute, DrainDelay: 300 * time.Millisecond}).Settings() {
		want := map[string]string{"PORTICO_LINKS_EVERY": "15m", "PORTICO_SESSION_LIFETIME": "12h", "PORTICO_SESSION_IDLE": "1h30m", "PORTICO_DRAIN_DELAY": "300ms"}[s.Name]
		if want != "" && s.Value != want {
			t.Errorf("%s is %q, want %q", s.Name, s.Value, want)
		}
	}
}

func TestASettingWithoutItsDefaultIsMarked(t *testing.T) {
	for _, s := range (Config{Addr: "127.0.0.1:8080", BaseURL: "https://portico.acme.example"}).Settings() {
		if s.Name == "PORTICO_ADDR" && !s.Default || s.Name == "PORTICO_BASE_URL" && s.Default {
			t.Errorf("%+v", s)
		}
	}
}
