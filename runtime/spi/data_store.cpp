#include "runtime/spi/data_store.h"

namespace iflowsim {

FlowError duplicateEntry(const DataStoreKey& key) {
  return {"com.sap.esb.datastore.DuplicateEntryException",
          "The data store " + key.store + " has an entry " + key.id + " already, and it is not to be overwritten."};
}

}  // namespace iflowsim
