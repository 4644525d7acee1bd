package clean

import "sync"

type Node struct {
	ID    string
	Mutex *sync.Mutex
	Peers map[string]string
	Tags  map[string]bool
}

func set(peer Node, id string) {
	if peer.Mutex != nil {
		peer.Mutex.Lock()
	}
	peer.Peers[id] = id
	if peer.Mutex != nil {
		peer.Mutex.Unlock()
	}
}

func collect(nodes []Node) map[string][]Node {
	found := map[string][]Node{}
	for _, node := range nodes {
		if node.Mutex != nil {
			node.Mutex.Lock()
		}
		for tag := range node.Tags {
			if tag == node.ID {
				continue
			}
			found[tag] = append(found[tag], node)
		}
		if node.Mutex != nil {
			node.Mutex.Unlock()
		}
	}
	return found
}

func both(peer, victim Node) {
	if peer.Mutex != nil {
		peer.Mutex.Lock()
	}
	peer.Peers[victim.ID] = victim.ID
	if peer.Mutex != nil {
		peer.Mutex.Unlock()
	}
	if victim.Mutex != nil {
		victim.Mutex.Lock()
	}
	victim.Peers[peer.ID] = peer.ID
	if victim.Mutex != nil {
		victim.Mutex.Unlock()
	}
}
