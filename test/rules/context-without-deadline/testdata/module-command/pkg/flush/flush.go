package flush

import "example.com/tool/support"

// Other modules can call it.
func All(paths []string) error {
	for _, path := range paths {
		if err := support.Sync(path); err != nil {
			return err
		}
	}
	return nil
}
