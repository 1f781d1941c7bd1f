using Homelab.Model.Tests.Spin;

namespace Homelab.Model.Tests;

/// <summary>A protocol without one of its rules fails, and by the property that is there for that rule.</summary>
public sealed class EachMutantIsCaught(ITestOutputHelper output)
{
    [Fact]
    public Task A_lease_that_counts_from_its_receipt_outlives_the_need() =>
        FailsAsync("LEASE_FROM_RECEIPT", "I6", new Checking([], Faults: 1));

    [Fact]
    public Task A_journal_resumed_in_another_boot_cuts_nodes_that_run_again() =>
        FailsAsync("RESUME_OVER_BOOTS", "I7", new Checking([], Faults: 0, Flips: 4, Horizon: 34));

    [Fact]
    public Task An_order_without_a_boot_id_is_obeyed_by_the_next_boot() =>
        FailsAsync("NO_BOOT_ID", "I4", new Checking([], Faults: 1));

    [Fact]
    public Task A_need_that_is_shortened_first_ends_before_its_dependent() =>
        FailsAsync("NEED_SHORTENED_FIRST", "I6", new Checking([], Faults: 2, Kinds: FaultKinds.Shorter | FaultKinds.Wire));

    [Fact]
    public Task An_agent_that_trusts_OL_beside_FSD_runs_into_the_cut() =>
        FailsAsync("LOCAL_OL_BEATS_FSD", "I6", new Checking([], Faults: 2, Kinds: FaultKinds.Partition | FaultKinds.ForeignFsd));

    [Fact]
    public Task An_agent_that_takes_silence_for_the_last_word_runs_into_the_dark() =>
        FailsAsync("SILENCE_IS_THE_LAST_WORD", "Down", new Checking([], Faults: 1, Flips: 3, Kinds: FaultKinds.Silence));

    [Fact]
    public Task Silence_alone_cuts_a_node_that_runs() =>
        FailsAsync("ONE_SIGN", "I7", new Checking([], Faults: 1));

    [Fact]
    public Task A_lease_of_the_past_is_taken_where_the_generation_is_not_looked_at() =>
        FailsAsync("GENERATION_UNCHECKED", "I4", new Checking([], Faults: 1));

    [Fact]
    public Task A_fence_of_the_past_is_obeyed_where_the_generation_is_not_looked_at() =>
        FailsAsync("GENERATION_UNCHECKED", "Fence", new Checking([], Faults: 1));

    [Fact]
    public Task A_need_that_waits_for_nobody_goes_before_its_dependent() =>
        FailsAsync("NOBODY_WAITS", "I2", new Checking([], Faults: 0));

    [Fact]
    public Task A_start_that_does_not_count_the_stop_leaves_a_node_running_in_the_dark() =>
        FailsAsync("STOP_UNCOUNTED", "Down", new Checking([], Faults: 0));

    [Fact]
    public Task Who_is_not_owed_a_start_stays_off() =>
        FailsAsync("NOBODY_OWED", "I5", new Checking([], Faults: 0));

    [Fact]
    public Task An_end_that_nobody_confirms_leaves_a_lease_that_stops_its_node_afterwards() =>
        FailsAsync("END_UNCONFIRMED", "Cancelled", new Checking([], Faults: 1));

    private async Task FailsAsync(string mutant, string property, Checking checking)
    {
        var found = await Search.RunAsync(checking with { Switches = [$"MUTANT_{mutant}", $"CHECK_{property}"] });
        output.WriteLine(found.Story);
        Assert.Equal(property, found.Violated);
    }
}
