using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Events;
using Homelab.Domain.Lab;
using Homelab.Files;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Lab;

public sealed class LabHolderTests : IDisposable
{
    private readonly HeardEvents _events = new();
    private readonly Freeze _freeze = new();
    private readonly LabHolder _holder;
    private readonly List<LabConfig> _taken = [];

    public LabHolderTests()
    {
        _holder = new LabHolder("lab.yaml", Lab("attic"), _freeze, _events, new HandClock(), NullLogger<LabHolder>.Instance);
        _holder.Changed += _taken.Add;
    }

    public void Dispose() => _holder.Dispose();

    [Fact]
    public void A_changed_file_is_taken_up_and_told()
    {
        _holder.Offer(Lab("cellar"));

        Assert.Equal("cellar", _holder.Current.Name);
        Assert.Equal("", _holder.Condition.Notice);
        Assert.Equal(["cellar"], _taken.Select(lab => lab.Name));
        Assert.Equal(["LabTaken"], _events.Codes);
    }

    [Fact]
    public void A_broken_file_keeps_the_old_lab_and_says_so_with_place()
    {
        _holder.Offer(LabFile.Parse("schema: 1\nlab: cellar\nnodes: 7\n", "lab.yaml"));

        Assert.Equal("attic", _holder.Current.Name);
        Assert.Empty(_taken);
        Assert.Contains("is broken", _holder.Condition.Notice, StringComparison.Ordinal);
        Assert.Contains(_holder.Condition.Diagnostics, line => line.StartsWith("lab.yaml:3:", StringComparison.Ordinal));
        Assert.Equal(["LabFileBroken"], _events.Codes);
    }

    [Fact]
    public void A_mended_file_clears_the_notice()
    {
        _holder.Offer(LabFile.Parse("{", "lab.yaml"));
        _holder.Offer(Lab("cellar"));

        Assert.Equal(("cellar", ""), (_holder.Current.Name, _holder.Condition.Notice));
    }

    [Fact]
    public void A_change_during_an_outage_waits_for_its_end()
    {
        _freeze.IsFrozen = true;
        _holder.Offer(Lab("cellar"));
        Assert.Equal("attic", _holder.Current.Name);
        Assert.Contains("waits", _holder.Condition.Notice, StringComparison.Ordinal);

        _freeze.Thaw();
        Assert.Equal(("cellar", ""), (_holder.Current.Name, _holder.Condition.Notice));
    }

    [Fact]
    public void Going_to_observe_does_not_wait_and_all_else_in_the_same_change_does_P11()
    {
        _holder.Offer(Armed("attic"));
        _freeze.IsFrozen = true;
        _holder.Offer(Lab("cellar"));
        Assert.Equal(("attic", LabMode.Observe), (_holder.Current.Name, _holder.Current.Mode));
        Assert.Equal(["LabTaken", "LabFileQueued", "Disarmed"], _events.Codes);

        // And not back.
        _holder.Offer(Armed("cellar"));
        Assert.Equal(LabMode.Observe, _holder.Current.Mode);
        _freeze.Thaw();
        Assert.Equal(("cellar", LabMode.Armed), (_holder.Current.Name, _holder.Current.Mode));
    }

    [Fact]
    public void A_queued_change_that_was_broken_afterwards_is_not_taken_up()
    {
        _freeze.IsFrozen = true;
        _holder.Offer(Lab("cellar"));
        _holder.Offer(LabFile.Parse("{", "lab.yaml"));
        _freeze.Thaw();

        Assert.Equal("attic", _holder.Current.Name);
        Assert.Contains("is broken", _holder.Condition.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_fails_on_a_change_does_not_keep_the_others_from_it()
    {
        List<string> reached = [];
        _holder.Changed += _ => throw new InvalidOperationException("a mistake");
        _holder.Changed += lab => reached.Add(lab.Name);
        _holder.Offer(Lab("cellar"));

        Assert.Equal(["cellar"], reached);
    }

    private static LabFileResult Armed(string name) => Lab(name) is { Lab: { } lab } result ? result with { Lab = lab with { Mode = LabMode.Armed } } : throw new InvalidOperationException();

    private static LabFileResult Lab(string name) => LabFile.Parse(CoordinatorUnderTest.LabText.Replace("lab: attic", $"lab: {name}", StringComparison.Ordinal), "lab.yaml");

    private sealed class Freeze : ILabFreeze
    {
        public event Action? Thawed;

        public bool IsFrozen { get; set; }

        public void Thaw()
        {
            IsFrozen = false;
            Thawed?.Invoke();
        }
    }
}
