package main

import (
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

type job struct {
	run func() error
}

var jobs []*job

func register(url string, work func(url string) error) {
	run := func() error { return work(url) }
	jobs = append(jobs, &job{run: run})
}

func init() {
	register("http://127.0.0.1/a", func(url string) error {
		resp, err := http.Get(url) // want http-body-not-closed warning high
		if err != nil {
			return err
		}
		if resp.StatusCode != http.StatusOK {
			return errors.New(resp.Status)
		}
		defer resp.Body.Close()
		_, err = io.Copy(os.Stdout, resp.Body)
		return err
	})
}

func main() {
	for {
		for _, each := range jobs {
			if err := each.run(); err != nil {
				log.Print(err)
			}
		}
		time.Sleep(time.Minute)
	}
}
