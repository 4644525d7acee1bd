// Package testify is exercised by its tests.
package testify
