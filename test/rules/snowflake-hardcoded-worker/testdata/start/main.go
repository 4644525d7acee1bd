package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/bwmarrin/snowflake"
)

type cluster struct {
	ids *snowflake.Node
}

// made once, below main, for a life of serving
func start() (*cluster, error) {
	ids, err := snowflake.NewNode(0) // want snowflake-hardcoded-worker
	if err != nil {
		return nil, err
	}
	return &cluster{ids: ids}, nil
}

func (c *cluster) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, c.ids.Generate())
}

// confined, but for an ID per round
func number(jobs <-chan string) {
	ids, err := snowflake.NewNode(9) // want snowflake-hardcoded-worker
	if err != nil {
		log.Fatal(err)
	}
	for job := range jobs {
		log.Println(job, ids.Generate())
	}
}

func main() {
	c, err := start()
	if err != nil {
		log.Fatal(err)
	}
	go number(make(chan string))
	log.Fatal(http.ListenAndServe(":8080", c))
}
