package main

import (
	"flag"
	"log"
	"net/http"

	"example.com/verify/ways/options"
	"example.com/verify/ways/plug"
	"example.com/verify/ways/view"
)

func main() {
	address := flag.String("listen", view.Defaults().Address, "where to show it")
	flag.Parse()
	go func() { log.Fatal(plug.NewPrivate().Run()) }()
	go func() { log.Fatal(plug.NewShared().Run()) }()
	go func() { log.Fatal(plug.NewNoted(options.New("x", "y", "z")).Run()) }()
	go func() { log.Fatal(plug.NewRenewed().Run(":8084")) }()
	go nextPorts(http.NewServeMux())
	go openPorts(http.NewServeMux())
	_, server := view.Inside()
	defer server.Close()
	listener, err := view.Listen()
	if err != nil {
		log.Fatal(err)
	}
	go func() { log.Fatal(view.NewBoard(listener).Run()) }()
	log.Fatal(view.Show(view.Config{Address: *address}))
}
