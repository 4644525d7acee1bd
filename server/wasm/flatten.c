// The native half of the syntax layer: parses UTF-16 text with the Go grammar and writes the whole tree into one array
// of 32-bit words. It walks the runtime's subtrees itself and decides visibility, aliases and fields as
// tree_cursor.c does; test/syntax/oracle.test.ts compares the two.
//
// Record, WORDS words per node, pre-order:
//   0 symbol | flags   1 start   2 end   3 parent   4 first child   5 next sibling   6 field   7 subtree end
// start and end are UTF-16 units; node references are indices into the array or -1; subtree end is the index after the
// last descendant. The symbol of ERROR is the language's symbol count.
#include "tree_sitter/api.h"
#include "./language.h"
#include "./parser.h"
#include "./subtree.h"
#include "./tree.h"

#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name))) name
#define WORDS 8

enum { NAMED = 1 << 16, ERROR = 1 << 17, MISSING = 1 << 18, HAS_ERROR = 1 << 19, EXTRA = 1 << 20 };

const TSLanguage *tree_sitter_go(void);

// A subtree whose children are being written. Hidden subtrees have frames too: their children count as children of
// the nearest visible frame, and a field given to the hidden subtree goes to each of them that has none of its own.
typedef struct {
  Subtree subtree;
  uint32_t next_child;
  uint32_t structural_child;
  uint32_t position; // bytes, start of the next child's padding
  uint32_t visible_frame;
  int32_t node;      // index of the record; of the nearest visible one for hidden subtrees
  int32_t last_child;
  TSFieldId field;
} Frame;

static TSParser *parser;
static int32_t *words;
static uint32_t words_capacity;
static uint32_t node_count;
static Frame *frames;
static uint32_t frames_capacity;

void *EXPORT(pm_alloc)(uint32_t bytes) { return malloc(bytes ? bytes : 1); }
void EXPORT(pm_free)(void *pointer) { free(pointer); }

uint32_t EXPORT(pm_symbol_count)(void) { return ts_language_symbol_count(tree_sitter_go()); }
uint32_t EXPORT(pm_field_count)(void) { return ts_language_field_count(tree_sitter_go()); }
uint32_t EXPORT(pm_abi_version)(void) { return ts_language_abi_version(tree_sitter_go()); }
const char *EXPORT(pm_symbol_name)(uint32_t symbol) { return ts_language_symbol_name(tree_sitter_go(), symbol); }
const char *EXPORT(pm_field_name)(uint32_t field) { return ts_language_field_name_for_id(tree_sitter_go(), field); }

// Text as UTF-16 LE; `old_tree` is null or a tree that got every edit since. Returns null when the parser gave up.
TSTree *EXPORT(pm_parse)(const char *text, uint32_t bytes, const TSTree *old_tree) {
  if (!parser) {
    parser = ts_parser_new();
    if (!parser || !ts_parser_set_language(parser, tree_sitter_go())) return NULL;
  }
  return ts_parser_parse_string_encoding(parser, old_tree, text, bytes, TSInputEncodingUTF16LE);
}

void EXPORT(pm_delete)(TSTree *tree) { ts_tree_delete(tree); }

// All offsets and columns are bytes.
void EXPORT(pm_edit)(TSTree *tree, uint32_t start, uint32_t old_end, uint32_t new_end, uint32_t start_row,
                     uint32_t start_column, uint32_t old_row, uint32_t old_column, uint32_t new_row,
                     uint32_t new_column) {
  TSInputEdit edit = {
    .start_byte = start,
    .old_end_byte = old_end,
    .new_end_byte = new_end,
    .start_point = {start_row, start_column},
    .old_end_point = {old_row, old_column},
    .new_end_point = {new_row, new_column},
  };
  ts_tree_edit(tree, &edit);
}

static inline uint32_t size_bytes(Subtree tree) {
  return tree.data.is_inline ? tree.data.size_bytes : tree.ptr->size.bytes;
}

static inline uint32_t padding_bytes(Subtree tree) {
  return tree.data.is_inline ? tree.data.padding_bytes : tree.ptr->padding.bytes;
}

// Writes one record and links it to its parent; false when memory is short.
static bool write_node(Subtree tree, TSSymbol alias, TSFieldId field, uint32_t start, int32_t parent,
                       int32_t *last_child) {
  if ((node_count + 1) * WORDS > words_capacity) {
    uint32_t capacity = words_capacity * 2 > (node_count + 1) * WORDS ? words_capacity * 2 : (node_count + 1) * WORDS;
    int32_t *grown = realloc(words, (size_t)capacity * sizeof(int32_t));
    if (!grown) return false;
    words = grown;
    words_capacity = capacity;
  }
  const TSLanguage *language = tree_sitter_go();
  TSSymbol symbol = alias ? alias : ts_subtree_symbol(tree);
  bool is_error = symbol == ts_builtin_sym_error;
  bool is_named = alias ? ts_language_symbol_metadata(language, alias).named : ts_subtree_named(tree);
  uint32_t kind = is_error ? ts_language_symbol_count(language) : ts_language_public_symbol(language, symbol);
  if (is_named) kind |= NAMED;
  if (is_error) kind |= ERROR;
  if (ts_subtree_missing(tree)) kind |= MISSING;
  if (ts_subtree_error_cost(tree) > 0) kind |= HAS_ERROR;
  if (ts_subtree_extra(tree)) kind |= EXTRA;
  int32_t id = (int32_t)node_count++;
  int32_t *record = words + (size_t)id * WORDS;
  record[0] = (int32_t)kind;
  record[1] = (int32_t)(start / 2);
  record[2] = (int32_t)((start + size_bytes(tree)) / 2);
  record[3] = parent;
  record[4] = -1;
  record[5] = -1;
  record[6] = field;
  record[7] = id + 1;
  if (parent >= 0) {
    if (*last_child < 0) words[(size_t)parent * WORDS + 4] = id;
    else words[(size_t)*last_child * WORDS + 5] = id;
    *last_child = id;
  }
  return true;
}

static TSFieldId field_of(Subtree parent, uint32_t structural_child) {
  const TSFieldMapEntry *entry, *end;
  ts_language_field_map(tree_sitter_go(), parent.ptr->production_id, &entry, &end);
  for (; entry < end; entry++) {
    if (!entry->inherited && entry->child_index == structural_child) return entry->field_id;
  }
  return 0;
}

static bool push_frame(uint32_t *depth, Frame frame) {
  if (*depth == frames_capacity) {
    uint32_t capacity = frames_capacity ? frames_capacity * 2 : 256;
    Frame *grown = realloc(frames, (size_t)capacity * sizeof(Frame));
    if (!grown) return false;
    frames = grown;
    frames_capacity = capacity;
  }
  frames[(*depth)++] = frame;
  return true;
}

// Writes the tree into the array, which stays valid until the next call. Returns the number of nodes, 0 when memory is short.
uint32_t EXPORT(pm_flatten)(const TSTree *tree) {
  const TSLanguage *language = tree->language;
  uint32_t depth = 0;
  int32_t none = -1;
  node_count = 0;
  uint32_t root_start = padding_bytes(tree->root);
  if (!write_node(tree->root, 0, 0, root_start, -1, &none)) return 0;
  if (ts_subtree_child_count(tree->root) > 0 &&
      !push_frame(&depth, (Frame){tree->root, 0, 0, root_start, 0, 0, -1, 0})) return 0;

  while (depth > 0) {
    Frame *frame = &frames[depth - 1];
    if (frame->next_child == ts_subtree_child_count(frame->subtree)) {
      if (frame->visible_frame == depth - 1) words[(size_t)frame->node * WORDS + 7] = (int32_t)node_count;
      depth--;
      continue;
    }
    Subtree child = ts_subtree_children(frame->subtree)[frame->next_child];
    // the first child's padding is the parent's own
    uint32_t start = frame->position + (frame->next_child == 0 ? 0 : padding_bytes(child));
    frame->next_child++;
    frame->position = start + size_bytes(child);

    TSSymbol alias = 0;
    TSFieldId field = 0;
    if (!ts_subtree_extra(child)) {
      const TSSymbol *aliases = ts_language_alias_sequence(language, frame->subtree.ptr->production_id);
      if (aliases) alias = aliases[frame->structural_child];
      field = field_of(frame->subtree, frame->structural_child);
      if (!field && frame->visible_frame != depth - 1) field = frame->field;
      frame->structural_child++;
    }
    bool visible = alias || ts_subtree_visible(child);
    uint32_t visible_frame = frame->visible_frame;
    int32_t node = frame->node;
    if (visible) {
      node = (int32_t)node_count;
      Frame *parent = &frames[visible_frame];
      if (!write_node(child, alias, field, start, parent->node, &parent->last_child)) return 0;
      visible_frame = depth;
    }
    if (ts_subtree_child_count(child) > 0 && (visible || ts_subtree_visible_child_count(child) > 0)) {
      if (!push_frame(&depth, (Frame){child, 0, 0, start, visible_frame, node, -1, visible ? 0 : field})) return 0;
    }
  }
  return node_count;
}

const int32_t *EXPORT(pm_words)(void) { return words; }

// Gives back the memory of a very large file.
void EXPORT(pm_trim)(void) {
  free(words);
  words = NULL;
  words_capacity = 0;
}
