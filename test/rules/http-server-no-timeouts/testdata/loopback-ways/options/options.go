// Package options keeps what a plug-in can be told by name.
package options

import "fmt"

// Option is one setting and what it is unless somebody says otherwise.
type Option struct {
	Key   string
	Value string
	Help  string
}

// Set holds the options of a plug-in.
type Set struct {
	options map[string]*Option
}

// New makes an option.
func New(key, value, help string) *Option {
	return fill(key, value, help)
}

func fill(key, value, help string) *Option {
	return &Option{Key: key, Value: value, Help: help}
}

// Note makes a remark, which is no option.
func Note(key, value string) string {
	return key + value
}

// Add registers an option.
func (s *Set) Add(option *Option) {
	if s.options == nil {
		s.options = map[string]*Option{}
	}
	s.options[option.Key] = option
}

// Text gives an option by its name.
func (s *Set) Text(key string) (string, error) {
	if option, ok := s.options[key]; ok {
		return option.Value, nil
	}
	return "", fmt.Errorf("no option %s", key)
}
