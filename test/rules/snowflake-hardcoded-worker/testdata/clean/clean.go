package main

import (
	"flag"
	"hash/fnv"
	"log"
	"net/http"
	"os"
	"strconv"

	"github.com/bwmarrin/snowflake"
	"github.com/sony/sonyflake"
)

var (
	flagged          = flag.Int64("node", 1, "node ID")
	registered int64 = 1
)

func init() {
	flag.Int64Var(&registered, "registered", 1, "node ID")
}

// whoever runs the program decides
func outside() {
	snowflake.NewNode(*flagged)
	snowflake.NewNode(registered)
	id, err := strconv.ParseInt(os.Getenv("WORKER_ID"), 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	snowflake.NewNode(id)
}

// a constant only where nothing is configured
func withDefault(ids ...int64) (*snowflake.Node, error) {
	var id int64 = 1
	if len(ids) > 0 {
		id = ids[0]
	}
	return snowflake.NewNode(id)
}

// callers of other packages decide
func Given(id int64) (*snowflake.Node, error) {
	return snowflake.NewNode(id)
}

type config struct {
	Node int64
}

// a field that a decoder fills
func configured(c *config) (*snowflake.Node, error) {
	return snowflake.NewNode(c.Node)
}

// of the host name
func hashed() (*snowflake.Node, error) {
	name, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	hash := fnv.New32a()
	hash.Write([]byte(name))
	return snowflake.NewNode(int64(hash.Sum32() % 1024))
}

// the last bits of the address, and settings from the environment
func sony() {
	sonyflake.NewSonyflake(sonyflake.Settings{})
	sonyflake.NewSonyflake(sonyflake.Settings{MachineID: func() (uint16, error) {
		id, err := strconv.ParseUint(os.Getenv("MACHINE_ID"), 10, 16)
		return uint16(id), err
	}})
}

// one ID for the name of the process
func instance() string {
	node, err := snowflake.NewNode(1)
	if err != nil {
		log.Fatal(err)
	}
	return "shop-" + node.Generate().Base36()
}

func main() {
	flag.Parse()
	log.SetPrefix(instance())
	outside()
	withDefault()
	hashed()
	sony()
	configured(&config{})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
