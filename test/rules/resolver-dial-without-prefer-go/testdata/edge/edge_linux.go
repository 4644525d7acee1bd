package edge

import "net"

func onLinux() *net.Resolver {
	return &net.Resolver{Dial: dial} // want resolver-dial-without-prefer-go info medium
}
