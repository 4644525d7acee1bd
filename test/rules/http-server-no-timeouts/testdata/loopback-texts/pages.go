package pages

import (
	"net/http"
	"net/netip"
)

// Only programs of the machine reach the pages.
func serveOwn(port uint16, pages http.Handler) error {
	address := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), port)
	return http.ListenAndServe(address.String(), pages)
}

func serveOwnToo(port uint16, pages http.Handler) error {
	return http.ListenAndServe(netip.AddrPortFrom(netip.IPv6Loopback(), port).String(), pages)
}

func serveGiven(host netip.Addr, port uint16, pages http.Handler) error {
	address := netip.AddrPortFrom(host, port)
	return http.ListenAndServe(address.String(), pages) // want http-server-no-timeouts
}

func serveAll(port uint16, pages http.Handler) error {
	address := netip.AddrPortFrom(netip.IPv4Unspecified(), port)
	return http.ListenAndServe(address.String(), pages) // want http-server-no-timeouts
}
