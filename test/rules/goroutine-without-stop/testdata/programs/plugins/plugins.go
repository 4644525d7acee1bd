// Package plugins knows plugins by their names.
package plugins

type Plugin interface {
	Init(settings map[string]string) (Plugin, error)
}

var known = map[string]func(settings map[string]string) (Plugin, error){}

func Register(name string, plugin Plugin) { known[name] = plugin.Init }

func Make(name string, settings map[string]string) (Plugin, error) {
	return known[name](settings)
}
