package options

// Serve says where the servers listen.
type Serve struct {
	View    string
	Public  string
	Setting string
}
