package main

import (
	"log"
	"net"
	"net/http"
	"os"
	"strconv"

	"github.com/urfave/cli/v2"
)

var (
	profileHost = &cli.StringFlag{Name: "profile.host", Value: "127.0.0.1", Usage: "where profiles are taken"}
	profilePort = &cli.IntFlag{Name: "profile.port", Value: 6070}
	statusHost  = &cli.StringFlag{Name: "status.host", Value: "0.0.0.0", Usage: "where the balancer looks"}
)

func main() {
	app := &cli.App{Flags: []cli.Flag{profileHost, profilePort, statusHost}, Action: run}
	if err := app.Run(os.Args); err != nil {
		log.Fatal(err)
	}
}

// The default of the flag is this machine: whoever opens it knows why.
func run(command *cli.Context) error {
	host := command.String(profileHost.Name)
	port := strconv.Itoa(command.Int(profilePort.Name))
	go serveProfiles(net.JoinHostPort(host, port))
	return serveStatus(net.JoinHostPort(command.String(statusHost.Name), "6071"))
}

func serveProfiles(address string) {
	if err := http.ListenAndServe(address, nil); err != nil {
		log.Print(err)
	}
}

// Everybody reaches this one.
func serveStatus(address string) error {
	return http.ListenAndServe(address, http.NotFoundHandler()) // want http-server-no-timeouts
}
