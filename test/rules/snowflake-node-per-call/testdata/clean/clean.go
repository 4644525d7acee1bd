package main

import (
	"fmt"
	"log"
	"net/http"
	"sync"

	"github.com/bwmarrin/snowflake"
)

type shop struct {
	node *snowflake.Node
}

// a constructor that keeps it
func newShop(id int64) (*shop, error) {
	node, err := snowflake.NewNode(id)
	if err != nil {
		return nil, err
	}
	return &shop{node: node}, nil
}

func (s *shop) create(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, s.node.Generate())
}

var (
	once   sync.Once
	shared *snowflake.Node
)

// made by the first request only
func lazily(w http.ResponseWriter, r *http.Request) {
	once.Do(func() {
		shared, _ = snowflake.NewNode(1)
	})
	fmt.Fprintln(w, shared.Generate())
}

var nodes = map[string]*snowflake.Node{}

// one for each tenant, kept
func ofTenant(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path
	if nodes[name] == nil {
		nodes[name], _ = snowflake.NewNode(2)
	}
	fmt.Fprintln(w, nodes[name].Generate())
}

// checks a number, and takes no ID
func check(w http.ResponseWriter, r *http.Request) {
	if _, err := snowflake.NewNode(5000); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

// runs once: IDs of the same generator
func seed() {
	node, err := snowflake.NewNode(3)
	if err != nil {
		log.Fatal(err)
	}
	for range 10 {
		fmt.Println(node.Generate())
	}
}

// given to what numbers from now on
func start(w http.ResponseWriter, r *http.Request) {
	node, err := snowflake.NewNode(4)
	if err != nil {
		return
	}
	go func() {
		for {
			fmt.Println(node.Generate())
		}
	}()
}

func main() {
	s, err := newShop(1)
	if err != nil {
		log.Fatal(err)
	}
	seed()
	http.HandleFunc("/create", s.create)
	http.HandleFunc("/lazily", lazily)
	http.HandleFunc("/tenant", ofTenant)
	http.HandleFunc("/check", check)
	http.HandleFunc("/start", start)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
