package main

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/never-ends/notes"
	"example.com/never-ends/settings"
	"example.com/never-ends/watch"
	"github.com/spf13/cobra"
)

func main() {
	run := settings.Load(context.Background(), "http://localhost")
	root := &cobra.Command{Use: "notes"}
	root.AddCommand(publishCommand(run), removeCommand(run), countCommand(), waitCommand(run))
	if root.Execute() != nil {
		os.Exit(1)
	}
}

func publishCommand(run *settings.Settings) *cobra.Command {
	return &cobra.Command{
		Use: "publish",
		RunE: func(cmd *cobra.Command, args []string) error {
			for range time.Tick(time.Minute) {
				if err := watch.Publish(run.Context(), notes.Remote{URL: run.Host}, args[0]); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func removeCommand(run *settings.Settings) *cobra.Command {
	return &cobra.Command{
		Use: "remove",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(run.Context(), os.Interrupt)
			defer stop()
			var board notes.Board = notes.Remote{URL: run.Host}
			if err := board.Remove(run.Context(), args[0]); err != nil {
				return err
			}
			return board.Remove(ctx, args[1])
		},
	}
}

func countCommand() *cobra.Command {
	return &cobra.Command{
		Use: "count",
		RunE: func(cmd *cobra.Command, args []string) error {
			return notes.Count(cmd.Context(), args[0])
		},
	}
}

func waitCommand(run *settings.Settings) *cobra.Command {
	return &cobra.Command{
		Use: "wait",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel := context.WithTimeout(run.Context(), time.Minute)
			defer cancel()
			if err := notes.Ping(context.Background(), "tcp", run.Host); err != nil {
				return err
			}
			return notes.Wait(ctx, args[0])
		},
	}
}

var Dial = &http.Transport{
	DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if err := notes.Ping(ctx, network, address); err != nil {
			return nil, err
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	},
}
