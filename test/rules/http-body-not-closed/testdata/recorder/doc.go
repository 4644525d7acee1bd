// Package recorder is exercised by its tests.
package recorder
