// Package settings shows what an admin decides for the whole installation, and what is held about a person. It owns no rule:
// handlers fill its models. It may import views/layout, views/components and static.
package settings
