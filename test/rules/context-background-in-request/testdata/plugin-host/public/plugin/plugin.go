// Package plugin declares the little of the host that the fixture uses.
package plugin

// Context of a request.
type Context struct{ SessionId string }

// MattermostPlugin is embedded by plugins.
type MattermostPlugin struct{}
