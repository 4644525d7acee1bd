package main

import (
	"log"
	"net/http"
	"os"
	"sync"

	"github.com/bwmarrin/snowflake"
	"github.com/sony/sonyflake"
)

// at package level, with nowhere to put a check
var events, _ = snowflake.NewNode(3) // want snowflake-hardcoded-worker

// through a parameter that every caller fills with the same number
func newNode(id int64) *snowflake.Node {
	node, err := snowflake.NewNode(id) // want snowflake-hardcoded-worker
	if err != nil {
		panic(err)
	}
	return node
}

var users = newNode(2)

// a process ID, cut to ten bits
func byProcess() (*snowflake.Node, error) {
	id := int64(os.Getpid()) % 1024
	return snowflake.NewNode(id) // want snowflake-hardcoded-worker
}

// in a literal that runs once
var (
	once   sync.Once
	shared *snowflake.Node
)

func sharedNode() *snowflake.Node {
	once.Do(func() {
		shared, _ = snowflake.NewNode(1) // want snowflake-hardcoded-worker
	})
	return shared
}

// settings whose function always gives the same number
func settled() *sonyflake.Sonyflake {
	return sonyflake.NewSonyflake(sonyflake.Settings{MachineID: func() (uint16, error) { return 5, nil }}) // want snowflake-hardcoded-worker
}

func machine() (uint16, error) {
	return uint16(os.Getpid()), nil
}

// settings that are filled in later
func filled() (*sonyflake.Sonyflake, error) {
	var settings sonyflake.Settings
	settings.MachineID = machine
	return sonyflake.New(settings) // want snowflake-hardcoded-worker
}

// an error that is declared before, and a check that goes on
func goesOn() *snowflake.Node {
	var err error
	node, err := snowflake.NewNode(4) // want snowflake-hardcoded-worker
	if err != nil {
		log.Println(err)
	}
	return node
}

func main() {
	mixed, err := byProcess()
	if err != nil {
		log.Fatal(err)
	}
	sony, err := filled()
	if err != nil {
		log.Fatal(err)
	}
	other, silent := settled(), goesOn()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		log.Println(events.Generate(), users.Generate(), sharedNode().Generate(), mixed.Generate(), silent.Generate())
		log.Println(sony.NextID())
		log.Println(other.NextID())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
