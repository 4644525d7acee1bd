//go:build devcert

package clean

import "crypto/tls"

// Only a build that asks for it has this.
func development() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true}
}
