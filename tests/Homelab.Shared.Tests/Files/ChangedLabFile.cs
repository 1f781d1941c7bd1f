using System.Collections.Concurrent;
using Homelab.Files;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Shared.Tests.Files;

public sealed class ChangedLabFile : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;
    private readonly LabFileChange _change;

    public ChangedLabFile()
    {
        _path = _folder.Write("lab.yaml", Lab("one"));
        _change = new LabFileChange(_path);
    }

    [Fact]
    public void The_file_as_it_is_comes_at_once() => Assert.Equal("one", _change.Look()?.Lab?.Name);

    [Fact]
    public void A_change_comes_when_it_has_stood_for_two_looks()
    {
        _change.Look();
        File.WriteAllText(_path, Lab("two"));

        Assert.Null(_change.Look());
        Assert.Equal("two", _change.Look()?.Lab?.Name);
        Assert.Null(_change.Look());
    }

    [Fact]
    public void A_file_in_the_middle_of_being_written_is_not_taken_for_a_short_one()
    {
        _change.Look();
        File.WriteAllText(_path, Lab("two")[..20]);
        Assert.Null(_change.Look());
        File.WriteAllText(_path, Lab("two"));
        Assert.Null(_change.Look());

        Assert.Equal("two", _change.Look()?.Lab?.Name);
    }

    [Fact]
    public void A_file_renamed_onto_it_is_noticed()
    {
        _change.Look();
        File.Move(_folder.Write("new", Lab("two")), _path, overwrite: true);
        _change.Look();

        Assert.Equal("two", _change.Look()?.Lab?.Name);
    }

    [Fact]
    public void A_link_turned_to_another_file_is_noticed()
    {
        _change.Look();
        File.Delete(_path);
        File.CreateSymbolicLink(_path, _folder.Write("new", Lab("two")));
        _change.Look();

        Assert.Equal("two", _change.Look()?.Lab?.Name);
    }

    [Fact]
    public void A_file_written_again_with_the_same_content_is_no_change()
    {
        _change.Look();
        File.WriteAllText(_path, Lab("one"));

        Assert.Null(_change.Look());
        Assert.Null(_change.Look());
    }

    [Fact]
    public void A_broken_or_missing_file_comes_with_its_mistakes_and_the_mended_one_after_it()
    {
        _change.Look();
        File.WriteAllText(_path, "schema: [");
        _change.Look();
        Assert.True(_change.Look()?.HasErrors);

        File.Delete(_path);
        _change.Look();
        Assert.Equal(["HL0001"], Lines.Codes(_change.Look()!));

        File.WriteAllText(_path, Lab("one"));
        _change.Look();
        Assert.Equal("one", _change.Look()?.Lab?.Name);
    }

    [Fact]
    public async Task The_watcher_looks_once_a_poll_until_it_is_cancelled()
    {
        var time = new HandClock();
        var poll = TimeSpan.FromSeconds(2);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = new ConcurrentQueue<string?>();
        var watching = Task.Run(
            async () =>
            {
                await foreach (var result in new LabFileWatcher(_path, time, poll).WatchAsync(end.Token))
                {
                    seen.Enqueue(result.Lab?.Name);
                }
            },
            end.Token);
        await Until.TrueAsync(() => seen.Contains("one"), TimeSpan.FromSeconds(30), "the first look");

        File.WriteAllText(_path, Lab("two"));
        await Until.TrueAsync(
            () =>
            {
                time.Advance(poll);
                return seen.Contains("two");
            },
            TimeSpan.FromSeconds(30), "the change");

        await end.CancelAsync();
        await watching;
        Assert.Equal(["one", "two"], seen);
    }

    public void Dispose() => _folder.Dispose();

    private static string Lab(string name) => $"schema: 1\nlab: {name}\nfeeds:\n  wall: {{mains: true}}\nnodes:\n  hub: {{feeds: [wall], coordinator: true, start: power}}\n";
}
