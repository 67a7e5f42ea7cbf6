using System.Collections.Immutable;

namespace Lb.Admin.Metrics;

/// <summary>Rows of the process under Prometheus' usual names, and of the .NET runtime.</summary>
internal static class RuntimeFamilies
{
    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        Family("process_cpu_seconds_total", MetricType.Counter, "Processor time so far, user and system.", () => ProcessUsage.CpuSeconds),
        Family("process_resident_memory_bytes", MetricType.Gauge, "Resident memory.", () => ProcessUsage.ResidentBytes),
        Family("process_open_fds", MetricType.Gauge, "Open file descriptors.", () => ProcessUsage.OpenDescriptors),
        Family("process_start_time_seconds", MetricType.Gauge, "When the process started, seconds since 1970.", () => ProcessUsage.StartTimeSeconds),
        Family("dotnet_gc_heap_size_bytes", MetricType.Gauge, "Managed heap after the last collection, fragmentation included.", () => GC.GetGCMemoryInfo().HeapSizeBytes),
        Family("dotnet_gc_committed_bytes", MetricType.Gauge, "Memory that the garbage collector holds.", () => GC.GetGCMemoryInfo().TotalCommittedBytes),
        Family("dotnet_gc_allocated_bytes_total", MetricType.Counter, "Bytes allocated on the managed heap so far.", () => GC.GetTotalAllocatedBytes()),
        Family("dotnet_gc_pause_seconds_total", MetricType.Counter, "Time that garbage collections have paused the process.", () => GC.GetTotalPauseDuration().TotalSeconds),
        new("dotnet_gc_collections_total", MetricType.Counter, MetricScopes.Global, "generation", "Garbage collections by generation.", WriteCollections),
        Family("dotnet_threadpool_threads", MetricType.Gauge, "Threads of the thread pool.", () => ThreadPool.ThreadCount),
        Family("dotnet_threadpool_queue_length", MetricType.Gauge, "Work items that wait for a thread.", () => ThreadPool.PendingWorkItemCount),
    ];

    private static MetricFamily Family(string name, MetricType type, string help, Func<double> read) =>
        new(name, type, MetricScopes.Global, "", help, (writer, _) => writer.Sample().Value(read()));

    private static void WriteCollections(ExpositionWriter writer, MetricSources sources)
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            writer.Sample().Label("generation", generation).Value(GC.CollectionCount(generation));
    }
}
