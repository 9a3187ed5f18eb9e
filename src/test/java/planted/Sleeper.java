package planted;

class Sleeper {
    void nap() throws InterruptedException {
        Thread.sleep(1);
    }
}
