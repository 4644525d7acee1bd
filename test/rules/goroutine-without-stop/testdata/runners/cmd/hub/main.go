package main

import (
	"net"
	"os"

	"github.com/tedsuo/ifrit"
	"github.com/tedsuo/ifrit/grouper"
	"github.com/tedsuo/ifrit/sigmon"

	"example.com/runners/hub"
)

func main() {
	listener, err := net.Listen("tcp", "localhost:7070")
	if err != nil {
		os.Exit(1)
	}
	go func() { _ = hub.Accept(listener) }()
	members := grouper.Members{{"board", &hub.Board{}}}
	members = append(members, grouper.Member{Name: "clock", Runner: &hub.Clock{}})
	process := ifrit.Invoke(sigmon.New(grouper.NewOrdered(os.Interrupt, members)))
	<-process.Wait()
}
