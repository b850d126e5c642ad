package com.iflowsim.host.message;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Attachment;

/** One of the three views that scripts have on the attachments of a message. Live, in order of insertion. */
public final class AttachmentMap<T> extends AbstractMap<String, T> {
  private final Map<String, Attachment> attachments;
  private final Function<Attachment, T> toView;
  private final Function<T, Attachment> fromView;

  public AttachmentMap(Map<String, Attachment> attachments, Function<Attachment, T> toView, Function<T, Attachment> fromView) {
    this.attachments = attachments;
    this.toView = toView;
    this.fromView = fromView;
  }

  /** The map below the view; Camel's class has it, and scripts call it. */
  public Map<String, Attachment> getOriginalMap() {
    return attachments;
  }

  @Override
  public T get(Object name) {
    Attachment found = attachments.get(name);
    return found == null ? null : toView.apply(found);
  }

  @Override
  public boolean containsKey(Object name) {
    return attachments.containsKey(name);
  }

  @Override
  public T put(String name, T value) {
    T before = get(name);
    attachments.put(name, fromView.apply(value));
    return before;
  }

  @Override
  public T remove(Object name) {
    T before = get(name);
    attachments.remove(name);
    return before;
  }

  @Override
  public Set<Entry<String, T>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, T>> iterator() {
        Iterator<Entry<String, Attachment>> entries = attachments.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Entry<String, T> next() {
            Entry<String, Attachment> entry = entries.next();
            return new SimpleEntry<>(entry.getKey(), toView.apply(entry.getValue()));
          }

          @Override
          public void remove() {
            entries.remove();
          }
        };
      }

      @Override
      public int size() {
        return attachments.size();
      }
    };
  }
}
