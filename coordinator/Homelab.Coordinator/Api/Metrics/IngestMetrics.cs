using Homelab.Coordinator.Readings;

namespace Homelab.Coordinator.Api.Metrics;

/// <summary>How the coordinator itself fares with what comes in.</summary>
internal static class IngestMetrics
{
    public static void Write(ExpositionText text, IngestCounters counters, ReadingHistory history)
    {
        Counter("homelab_ingest_frames_total", "Frames of readings, reports, events and gaps taken in.", counters.Frames);
        Counter("homelab_ingest_samples_total", "Samples taken in.", counters.Samples);
        Counter("homelab_ingest_duplicates_total", "Frames that came again and were known.", counters.Duplicates);
        Counter("homelab_ingest_refused_samples_total", "Samples refused: of unknown series, or of too many.", counters.RefusedSamples);
        Counter("homelab_ingest_deferred_frames_total", "Frames left unacknowledged because the disk was behind.", counters.DeferredFrames);
        Counter("homelab_ingest_late_frames_total", "Frames that came after their run was closed.", counters.LateFrames);
        Counter("homelab_history_files_set_aside_total", "History files found damaged and set aside.", counters.FilesSetAside);
        text.TryFamily("homelab_history_bytes", "gauge", "Size of the history on disk.");
        text.Sample(history.Bytes);

        void Counter(string name, string help, long value)
        {
            text.TryFamily(name, "counter", help);
            text.Sample(value);
        }
    }
}
