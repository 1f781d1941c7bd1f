using Homelab.Agent.Collectors;
using Homelab.Domain.Readings;
using Homelab.TestKit.Repo;

namespace Homelab.Agent.Tests.Collectors;

/// <summary>A small tree of a test's own for collectors to read.</summary>
internal sealed class TestRoot : IDisposable
{
    private readonly TempFolder _folder = new();

    public SysRoot Root => new(_folder.Path);

    public string Path => _folder.Path;

    public TestRoot With(string relative, string content)
    {
        _folder.Write(relative, content);
        return this;
    }

    public TestRoot Linked(string relative, string target)
    {
        File.CreateSymbolicLink(_folder.At(relative), target);
        return this;
    }

    public void Remove(string relative) => File.Delete(_folder.At(relative));

    public void Dispose() => _folder.Dispose();

    public static SysRoot Captured(string name) => new(Repository.PathOf($"tests/fixtures/roots/{name}"));
}

internal static class CollectorCalls
{
    /// <summary>One round; the samples as Prometheus's text without the types.</summary>
    public static (CollectorOutcome Outcome, string[] Lines) Read(this ICollector collector, CollectorSettings? settings = null)
    {
        var (outcome, collection) = collector.Round(settings);
        var lines = PrometheusText.Of(collection.Samples).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (outcome, [.. lines.Where(line => line[0] != '#')]);
    }

    public static (CollectorOutcome Outcome, Collection Collection) Round(this ICollector collector, CollectorSettings? settings = null)
    {
        var collection = new Collection();
        return (collector.Collect(collection, settings ?? CollectorSettings.Default), collection);
    }

    public static IEnumerable<Series> SeriesOf(this Collection collection) => collection.Samples.Select(sample => sample.Series);
}
