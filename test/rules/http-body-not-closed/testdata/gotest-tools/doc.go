// Package gotesttools is exercised by its tests.
package gotesttools
