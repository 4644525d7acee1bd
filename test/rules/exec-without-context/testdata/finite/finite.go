package finite

import (
	"context"
	"io"
	"os/exec"
	"strings"
	"sync"
)

// Only a disk that hangs holds what works on files here.
func unpack(ctx context.Context, archive, folder string) error {
	return exec.Command("tar", "-xzf", archive, "-C", folder).Run() // want exec-without-context info low
}

// What it reads comes from somewhere else.
func unpackAll(ctx context.Context, folder string, from io.Reader) error {
	cmd := exec.Command("tar", "-x", "-C", folder, "-f", "-") // want exec-without-context warning high
	cmd.Stdin = from
	return cmd.Run()
}

// The repository is here; nothing is asked of the one that it was cloned from.
func commit(folder, branch string) (string, error) {
	out, err := exec.Command("git", "-C", folder, "rev-parse", branch).Output() // want exec-without-context hint low
	return strings.TrimSpace(string(out)), err
}

func fetch(folder string) error {
	return exec.Command("git", "-C", folder, "fetch", "config").Run() // want exec-without-context info high
}

// It prints what it is.
func versionOf(program string) (string, error) {
	out, err := exec.Command(program, "--version").Output() // want exec-without-context hint low
	return string(out), err
}

func goVersion() ([]byte, error) {
	return exec.Command("go", "version").Output() // want exec-without-context hint low
}

// It asks the server for its version as well.
func clusterVersion() ([]byte, error) {
	return exec.Command("kubectl", "version").Output() // want exec-without-context info high
}

func routes() ([]byte, error) {
	return exec.Command(`C:\Windows\System32\route.exe`, "print", "-4").Output() // want exec-without-context hint low
}

func addRoute(target, gateway string) error {
	return exec.Command("route", "add", target, gateway).Run() // want exec-without-context hint low
}

// A file may stand on a disk that hangs.
func read(file string) ([]byte, error) {
	return exec.Command("cat", file).Output() // want exec-without-context hint low
}

func picture(file string) ([]byte, error) {
	return exec.Command("ffmpeg", "-i", file, "-").CombinedOutput() // want exec-without-context hint low
}

func pictureFor(ctx context.Context, file string) ([]byte, error) {
	return exec.Command("ffmpeg", "-i", file, "-").CombinedOutput() // want exec-without-context warning high
}

// whatever somebody has configured
func configured(program string) ([]byte, error) {
	return exec.Command(program, "status").CombinedOutput() // want exec-without-context hint low
}

func scripted(script string) error {
	return exec.Command("/bin/sh", "-c", script).Run() // want exec-without-context info high
}

func fixed() error {
	return exec.Command("/bin/sh", "-c", "ip route | head -1").Run() // want exec-without-context hint low
}

func fetched() error {
	return exec.Command("git", "-C", "/repository", "fetch").Run() // want exec-without-context info high
}

func piped() error {
	return exec.Command("/bin/sh", "-c", "curl https://example.com/list | head -1").Run() // want exec-without-context info high
}

// It asks nobody for a password, and what it runs writes a file here.
func tune(path, value string) error {
	cmd := exec.Command("sudo", "-n", "tee", path) // want exec-without-context hint low
	cmd.Stdin = strings.NewReader(value)
	return cmd.Run()
}

func tuneOrAsk(path, value string) error {
	cmd := exec.Command("sudo", "tee", path) // want exec-without-context info high
	cmd.Stdin = strings.NewReader(value)
	return cmd.Run()
}

func install(name string) error {
	return exec.Command("sudo", "-n", "/usr/bin/apt-get", "install", name).Run() // want exec-without-context info high
}

// What a program says about a subcommand it knows by itself.
func knows(option string) bool {
	out, _ := exec.Command("docker", "build", "--help").CombinedOutput() // want exec-without-context hint low
	return strings.Contains(string(out), option)
}

// The other machine is asked, not ssh.
func remote(host string) ([]byte, error) {
	return exec.Command("ssh", "builder", "--help").CombinedOutput() // want exec-without-context info high
}

var hasRemote = sync.OnceValue(func() bool {
	return exec.Command("git", "ls-remote", "origin").Run() == nil // want exec-without-context hint low
})

func again() bool {
	return exec.Command("git", "ls-remote", "origin").Run() == nil // want exec-without-context info high
}
